"""A vendor's published description (OpenAPI), where somebody has a copy of it: requests in JSON are held against it as well."""

import json
import os
import re

import jsonschema_rs
import yaml

from .talk import Wrong

# The folder with the copies, each called as its vendor is here.
FOLDER = "NANOPROMPT_VENDOR_DESCRIPTIONS"
ENDINGS = ("json", "yaml")


def description(name, base):
    """The vendor's description, whose paths begin after `base`; `None` where there is no copy."""
    folder = os.environ.get(FOLDER)
    places = [os.path.join(folder, f"{name}.{ending}") for ending in ENDINGS] if folder else []
    for place in filter(os.path.exists, places):
        with open(place, encoding="utf-8") as file:
            whole = json.load(file) if place.endswith("json") else yaml.safe_load(file)
        return Description(whole, base)
    return None


class Description:
    def __init__(self, whole, base):
        self.whole, self.base = whole, base
        self.validators = {}

    def hold(self, asked):
        """Raises what the description says against a request; one that it does not describe is one thing that it says."""
        path = asked.path.removeprefix(self.base)
        known = [name for name in self.whole["paths"] if re.fullmatch(re.sub(r"\{[^/]+\}", "[^/]+", name), path)]
        # A path without places goes before one with them.
        known = sorted(known, key=lambda name: name.count("{"))
        operation = known and self.whole["paths"][known[0]].get(asked.method.lower())
        if not operation:
            raise Wrong("the description has no such call")
        schema = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
        if schema is None or asked.media_type != "application/json" or not asked.body:
            return
        errors = list(self.validator(known[0], schema).iter_errors(asked.read()))
        if errors:
            places = ("/".join(map(str, error.instance_path)) or "the body" for error in errors)
            words = (f"{place}: {error.message[:300]}" for place, error in zip(places, errors))
            raise Wrong("the description: " + "; ".join(words))

    def validator(self, name, schema):
        if name not in self.validators:
            whole = {**schema, "components": self.whole.get("components", {})}
            self.validators[name] = jsonschema_rs.Draft202012Validator(whole)
        return self.validators[name]
