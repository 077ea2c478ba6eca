"""What an administrator rolls out: policies of the browsers, and the host's configuration."""
