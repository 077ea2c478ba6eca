"""The program that a browser starts: its pipes, its messages, and the code that answers them."""
