"""Recognition: badges, awards and the credentials that prove them."""
