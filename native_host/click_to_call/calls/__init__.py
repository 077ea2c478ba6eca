"""Places and follows calls: one click places at most one call."""
