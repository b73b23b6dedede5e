"""Dates of documents: ISO 8601 only, because 03/04/2025 means two days."""

import datetime
import re

import pandas as pd

DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
FULL_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[T ].*)?$")


def parse_date(value: object) -> pd.Timestamp | None:
    """Parse a day as ISO 8601 writes it (2025-11-22, 20251122, with or without a time of day).

    Arabic-Indic digits are read too. Time zones are dropped, the day being the one that the source gives.
    Returns NaT for an empty value and None for one that is no full ISO date.
    """
    if isinstance(value, datetime.date):  # a datetime and a Timestamp are dates as well
        return pd.Timestamp(value).tz_localize(None)
    if value is None or value == "" or (not isinstance(value, str) and pd.isna(value)):  # type: ignore[call-overload]
        return pd.NaT  # type: ignore[return-value]
    text = str(value).translate(DIGITS).strip()
    if not FULL_DATE.match(text):
        return None
    try:
        return pd.Timestamp(text).tz_localize(None)
    except ValueError:
        return None
