# Made by `python -m codegen` from openapi/actions.yaml. Do not edit.
"""The model ``SecurityAndAnalysis``, and how it is made of JSON."""

from collections.abc import Mapping
from typing import Any, Final

from attrs import frozen

from aioghactions._json.frozen import EMPTY
from aioghactions._json.model_support import member_names, unknown, writable
from aioghactions._json.sharing import Memo

from .secret_scanning_bypass_options import (
    SecretScanningBypassOptions,
    structure_secret_scanning_bypass_options,
)
from .security_feature import SecurityFeature, structure_security_feature


@frozen(kw_only=True)
class SecurityAndAnalysis:
    """The security features of a repository.

    Features that the authenticated user may not see are missing.
    """

    advanced_security: SecurityFeature | None = None
    """GitHub Advanced Security as a whole."""

    code_security: SecurityFeature | None = None
    """Code scanning and related features."""

    dependabot_security_updates: SecurityFeature | None = None
    """Dependabot pull requests that fix known vulnerabilities."""

    secret_scanning: SecurityFeature | None = None
    """Detection of secrets in commits."""

    secret_scanning_push_protection: SecurityFeature | None = None
    """Rejection of pushes that contain secrets."""

    secret_scanning_non_provider_patterns: SecurityFeature | None = None
    """Detection of secrets without a specific provider."""

    secret_scanning_ai_detection: SecurityFeature | None = None
    """Detection of unstructured passwords. Not on GitHub Enterprise Server."""

    secret_scanning_validity_checks: SecurityFeature | None = None
    """Checks with providers whether a detected secret is still valid. Not on GitHub
    Enterprise Server.
    """

    secret_scanning_delegated_alert_dismissal: SecurityFeature | None = None
    """Required review for the dismissal of alerts. Not on GitHub Enterprise Server."""

    secret_scanning_delegated_bypass: SecurityFeature | None = None
    """Required review for bypasses of push protection. Not on GitHub Enterprise
    Server.
    """

    secret_scanning_delegated_bypass_options: SecretScanningBypassOptions | None = None
    """Reviewers of bypasses of push protection. Not on GitHub Enterprise Server."""

    extra: Mapping[str, Any] = EMPTY
    """Members that this version of the library does not know."""


_MEMBERS: Final = member_names(SecurityAndAnalysis)
_Draft: Final = writable(SecurityAndAnalysis)


def structure_security_and_analysis(data: Any, memo: Memo) -> SecurityAndAnalysis:
    """Make the model of its JSON object."""
    draft = _Draft()
    draft.advanced_security = (
        None
        if (value := data.get("advanced_security")) is None
        else structure_security_feature(value, memo)
    )
    draft.code_security = (
        None
        if (value := data.get("code_security")) is None
        else structure_security_feature(value, memo)
    )
    draft.dependabot_security_updates = (
        None
        if (value := data.get("dependabot_security_updates")) is None
        else structure_security_feature(value, memo)
    )
    draft.secret_scanning = (
        None
        if (value := data.get("secret_scanning")) is None
        else structure_security_feature(value, memo)
    )
    draft.secret_scanning_push_protection = (
        None
        if (value := data.get("secret_scanning_push_protection")) is None
        else structure_security_feature(value, memo)
    )
    draft.secret_scanning_non_provider_patterns = (
        None
        if (value := data.get("secret_scanning_non_provider_patterns")) is None
        else structure_security_feature(value, memo)
    )
    draft.secret_scanning_ai_detection = (
        None
        if (value := data.get("secret_scanning_ai_detection")) is None
        else structure_security_feature(value, memo)
    )
    draft.secret_scanning_validity_checks = (
        None
        if (value := data.get("secret_scanning_validity_checks")) is None
        else structure_security_feature(value, memo)
    )
    draft.secret_scanning_delegated_alert_dismissal = (
        None
        if (value := data.get("secret_scanning_delegated_alert_dismissal")) is None
        else structure_security_feature(value, memo)
    )
    draft.secret_scanning_delegated_bypass = (
        None
        if (value := data.get("secret_scanning_delegated_bypass")) is None
        else structure_security_feature(value, memo)
    )
    draft.secret_scanning_delegated_bypass_options = (
        None
        if (value := data.get("secret_scanning_delegated_bypass_options")) is None
        else structure_secret_scanning_bypass_options(value, memo)
    )
    draft.extra = EMPTY if _MEMBERS.issuperset(data) else unknown(data, _MEMBERS)
    draft.__class__ = SecurityAndAnalysis
    model: SecurityAndAnalysis = draft
    return model
