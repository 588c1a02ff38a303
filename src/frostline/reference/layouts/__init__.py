"""The forms in which tables are published, each recognised by its content and read strictly."""
