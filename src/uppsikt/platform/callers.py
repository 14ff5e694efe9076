"""Where a request comes from: what attempts and requests are counted by."""

from __future__ import annotations

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

_IPV6, _HOUSEHOLD = 6, 64


def address_of(request: HttpRequest) -> str:
    """The address that a request comes from; behind proxies of our own, the one before them.

    Each proxy adds the address that it was called from, so that only the last ones can be
    trusted. A household has 2^64 addresses of IPv6, and they are one.
    """
    text = str(request.META.get("REMOTE_ADDR", ""))
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    if 0 < settings.PROXIES <= len(forwarded):
        text = forwarded[-settings.PROXIES].strip() or text
    try:
        address = ip_address(text)
    except ValueError:
        return text
    if address.version == _IPV6:
        return str(ip_network((address, _HOUSEHOLD), strict=False))
    return str(address)
