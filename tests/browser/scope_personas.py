"""Six people who come to the scope check: what each knows of a product, and what the law says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Persona:
    """Somebody with a product. A fact that is not in ``knows`` is answered with "I don't know"."""

    name: str
    language: str
    verdict: str
    knows: Mapping[str, bool | int]


PERSONAS = (
    Persona(
        "chatbot of a foreign-invested company, own model",
        "en",
        "in scope",
        {
            "offered_to_public_in_mainland": True,
            "generates_content": True,
            "public_opinion_or_mobilisation": True,
            "personal_information": True,
            "serves_minors": False,
            "content_platform": False,
            "app_store": False,
            "provider_established_abroad": False,
            "handles_data_in_mainland": True,
            "own_or_finetuned_model": True,
            "foreign_invested": True,
            "simulates_persons": True,
            "companion_or_emotional": False,
            "exports_personal_information": False,
            "sensitive_personal_information": False,
        },
    ),
    Persona(
        "copilot for the staff of a bank",
        "en",
        "out of scope",
        {
            "offered_to_public_in_mainland": False,
            "internal_use_only": True,
            "generates_content": True,
            "personal_information": True,
            "handles_data_in_mainland": True,
            "provider_established_abroad": False,
            "sensitive_personal_information": True,
            "exports_personal_information": False,
            "important_data": False,
            "critical_infrastructure_operator": False,
            "internet_information_service": False,
            "supplies_technology": False,
        },
    ),
    Persona(
        "companion app from Singapore with mainland users",
        "en",
        "in scope",
        {
            "offered_to_public_in_mainland": True,
            "generates_content": True,
            "companion_or_emotional": True,
            "provider_established_abroad": True,
            "personal_information": True,
            "sensitive_personal_information": True,
            "exports_personal_information": True,
            "serves_minors": False,
            "registered_users": 1_200_000,
            "monthly_active_users": 90_000,
            "people_exported_this_year": 300_000,
            "public_opinion_or_mobilisation": True,
            "simulates_persons": True,
        },
    ),
    Persona(
        "小程序：调用已备案模型写文案",
        "zh",
        "适用",
        {
            "offered_to_public_in_mainland": True,
            "generates_content": True,
            "calls_filed_model_api_only": True,
            "public_opinion_or_mobilisation": True,
            "personal_information": True,
            "sensitive_personal_information": False,
            "serves_minors": False,
            "provider_established_abroad": False,
            "handles_data_in_mainland": True,
            "content_platform": False,
            "app_store": False,
            "sells_internet_information_service_for_profit": True,
        },
    ),
    Persona(
        "儿童学习机：自研模型",
        "zh",
        "适用",
        {
            "offered_to_public_in_mainland": True,
            "generates_content": True,
            "own_or_finetuned_model": True,
            "serves_minors": True,
            "personal_information": True,
            "minors_under_14_information": True,
            "annotates_data": True,
            "provider_established_abroad": False,
            "public_opinion_or_mobilisation": False,
            "content_platform": False,
            "simulates_persons": True,
        },
    ),
    Persona(
        "出海写作工具：不向境内提供",
        "zh",
        "不适用",
        {
            "offered_to_public_in_mainland": False,
            "generates_content": True,
            "provider_established_abroad": False,
            "handles_data_in_mainland": True,
            "internet_information_service": False,
            "personal_information": True,
            "exports_personal_information": True,
            "people_exported_this_year": 99_999,
            "sensitive_personal_information": False,
        },
    ),
)
