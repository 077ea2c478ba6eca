"""Everything that is said to RingCentral, and who is signed in."""
