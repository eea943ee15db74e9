"""Items, media, features and vectors at rest."""
