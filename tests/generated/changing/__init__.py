"""Programs in which what a request carries is changed between getting a token and sending it.

Each way has programs in which the change counts, and twins in which it does not; what decides is
what the cloud answers, in every run with other inputs.
"""
