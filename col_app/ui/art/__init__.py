"""Art made by code: icons, tile mosaics, badges, city scenes and the mark of the network.

The same input gives the same picture on every machine. Tiles and scenes take their colours from the
page (CSS custom properties); badges carry fixed colours, because a badge image is baked.
"""
