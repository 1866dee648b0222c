"""Fakes of the services' ports, one module for each port.

They keep the promises of the ports, can be made to fail at any point, and raise UnplannedError if
something happens that the test did not plan.
"""
