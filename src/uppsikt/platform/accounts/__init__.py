"""Accounts: who is made a user, with which roles, and how often and how long one is signed in.

It stands over `audit`, which stands over `access`: what is changed here is recorded there.
"""
