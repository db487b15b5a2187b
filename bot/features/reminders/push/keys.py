"""Keys: Pith's own, by which push services know it (VAPID, RFC 8292), and a browser's, for which a message is sealed
(RFC 8291). Everything here computes: call it in a thread. The libraries are imported when first wanted, as they take
half a second."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from bot.settings import Settings

SIGNED_FOR = timedelta(hours=12)  # RFC 8292 allows 24
POINT_BYTES, SECRET_BYTES = 65, 16  # an uncompressed P-256 point; the browser's secret


@dataclass(frozen=True, slots=True)
class Sealed:
    """A message that only its browser can open, and what says whose it is."""

    body: bytes
    authorization: str


def is_ready(settings: Settings) -> bool:
    """Whether web push can be sent: there is a key, and whom a push service may turn to."""
    return settings.vapid_private_key is not None and settings.push_subject is not None


def make_key() -> str:
    """A new private key, as PITH_VAPID_PRIVATE_KEY wants it."""
    from py_vapid import Vapid
    from py_vapid.utils import b64urlencode, num_to_bytes

    made = Vapid()
    made.generate_keys()
    return str(b64urlencode(num_to_bytes(made.private_key.private_numbers().private_value, 32)))


@lru_cache(maxsize=4)
def _signer(private_key: str) -> Any:
    from py_vapid import Vapid

    return Vapid.from_raw(private_key.encode())


def public_of(settings: Settings) -> str:
    """The public key that browsers subscribe with: a point, in base64url."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    assert settings.vapid_private_key is not None
    point = _signer(settings.vapid_private_key.get_secret_value()).public_key.public_bytes(
        Encoding.X962, PublicFormat.UncompressedPoint
    )
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def are_keys(p256dh: str, auth: str) -> bool:
    """Whether these can be a browser's keys."""
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        point, secret = (base64.urlsafe_b64decode(each + "=" * (-len(each) % 4)) for each in (p256dh, auth))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return len(point) == POINT_BYTES and len(secret) == SECRET_BYTES


def seal(settings: Settings, origin: str, keys: Mapping[str, str], message: bytes, now: datetime) -> Sealed:
    """Seals `message` for the browser with `keys`, signed for the push service at `origin`."""
    from pywebpush import WebPusher

    assert settings.vapid_private_key is not None
    signer = _signer(settings.vapid_private_key.get_secret_value())
    claims = {"aud": origin, "exp": int((now + SIGNED_FOR).timestamp()), "sub": settings.push_subject}
    headers = signer.sign(claims)
    body = WebPusher({"endpoint": origin, "keys": dict(keys)}).encode(message)["body"]
    return Sealed(bytes(body), str(headers["Authorization"]))
