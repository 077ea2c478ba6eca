"""Runs real hosts with faults in the network and in the processes, and checks what they report."""
