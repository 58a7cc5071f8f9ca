"""No test reaches beyond this machine."""

from __future__ import annotations

from tests.offline import sitecustomize as guard

guard.install()
