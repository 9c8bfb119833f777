"""Requests inside others: those in a batch, and what a subscription watches."""
