"""The shelf of claim kinds: one file a kind."""
