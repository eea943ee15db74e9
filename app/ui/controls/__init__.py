"""Small controls that all pages share, dressed in the theme."""
