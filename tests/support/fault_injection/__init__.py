"""Runs hosts with faults in the network and in the processes, and checks what the hosts report
about their calls."""
