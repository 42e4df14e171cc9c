"""The demo network: contents of every portal, and the texts they are generated from."""
