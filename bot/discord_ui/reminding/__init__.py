"""The daily reminder in a direct message: how it looks, how it is sent once, and its buttons."""
