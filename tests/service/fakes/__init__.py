"""Fakes of what the services need of the world, one module a port.

They keep the promises of the ports, can be told to fail at any point, and raise UnplannedError on
whatever a test did not plan.
"""
