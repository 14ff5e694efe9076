"""The demo's users: known by their address, which can be nobody's, and let in by the demo alone."""

from __future__ import annotations

from uppsikt.platform.data_folder import DataFolder

DOMAIN = "demo.invalid"
"""No mail can be sent there (RFC 2606), so that no password can be asked for either."""


def is_demo_account(username: str) -> bool:
    """Whether an account is one of the demo's."""
    return username.endswith(f"@{DOMAIN}")


def may_sign_in(username: str, folder: DataFolder) -> bool:
    """Whether an account may be signed in with where the data folder is: the demo's nowhere else.

    Asked at sign-in and at every page, so that a copy of the demo's database lets nobody in.
    """
    return folder.is_demo or not is_demo_account(username)
