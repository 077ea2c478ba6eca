"""What a browser starts: the pipes, the messages, and who answers them."""
