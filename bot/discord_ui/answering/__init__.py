"""From a person's wish to what they see: who asks, the note that is made for it, where the answer goes, its buttons."""
