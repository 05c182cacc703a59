"""Everything that is made of the model beside the C."""

import fuzz
import vectors
from openapi import openapi


def documents(services, errors, is_bound):
    """Name to text; a name with a folder counts from the tree's root."""
    outputs = {"openapi.json": openapi(services, errors, is_bound)}
    for service in services:
        name = service.name
        outputs[f"tests/vectors/{name}.tsv"] = vectors.write(service)
        outputs[f"tests/fuzz/{name}.dict"] = fuzz.dictionary(service)
        for seed, text in fuzz.seeds(service).items():
            outputs[f"tests/fuzz/seeds/{name}/{seed}"] = text
    return outputs
