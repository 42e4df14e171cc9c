"""Ground floor of the product: database, access, promises, languages, errors. Knows no room."""
