"""Everything that is made of the model beside the C."""

import fuzz
import vectors
from apidoc import apidoc
from emit import environment
from openapi import openapi


def documents(services, errors, is_bound, examples, templates):
    """Name to text; a name with a folder counts from the tree's root.

    examples are calls that were made; templates is the folder of templates.
    """
    page = environment(templates).get_template("api.md.j2")
    outputs = {
        "openapi.json": openapi(services, errors, is_bound),
        "doc/api.md": apidoc(services, errors, is_bound, examples, page)}
    for service in services:
        name, made = service.name, vectors.vectors_of(service)
        outputs[f"tests/vectors/{name}.tsv"] = vectors.write(service, made)
        outputs[f"tests/fuzz/{name}.dict"] = fuzz.dictionary(service)
        for seed, text in fuzz.seeds(made).items():
            outputs[f"tests/fuzz/seeds/request/{seed}"] = text
    return outputs
