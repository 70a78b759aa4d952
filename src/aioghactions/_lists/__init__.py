"""How a list is read: its pages, and the windows of a history."""
