"""How organisers define badges: drafts, publishing, new versions, the designer."""
