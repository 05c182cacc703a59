"""Run all stages, from a folder of schema files to the outputs."""

import json

import manifest
from c.build import build
from c.emit import emit
from check import check, check_errors
from compat import lock, report, waivers
from docs.apidoc import apidoc
from docs.openapi import openapi
from hocon import load, load_service
from problems import Position, Problems, SchemaError
from proof import fuzz, vectors
from routes import routes

# Files of the folder that aren't services.
ERRORS, SETTINGS, WAIVERS = "errors", "settings", "waivers"
ESCAPES = "unknown_escapes"
EXAMPLES = "doc/examples.json"  # beside the folder of schemas


def unit_of(path, overlay, problems, compat_escapes):
    """The Unit of a service's file, or None if it has errors."""
    data = load_service(path, overlay, problems, compat_escapes)
    if data is None:
        return None
    return model_of(path.stem, f"schema/{path.name}", data, problems)


def model_of(name, file, data, problems):
    """The Unit of a service's data, or None if it has errors."""
    _, sound = check(name, file, data, problems)
    unit = build(sound, problems)
    return None if problems.errors else unit


def keeps_escapes(schema, problems):
    """True if a folder's settings say to keep unknown escapes."""
    path = schema / f"{SETTINGS}.conf"
    data = load(path, problems) if path.exists() else {}
    for name in data or {}:
        if name != ESCAPES or data[name].plain() not in ("keep", "refuse"):
            problems.error(data.places[name], f"the only setting is {ESCAPES}:"
                           " keep, or refuse", "setting")
    return bool(data) and data.plain().get(ESCAPES) == "keep"


def check_overlays(schema, overlay, problems):
    """Report overlays that have no service to correct."""
    for path in sorted(overlay.glob("*.conf")):
        if not (schema / path.name).exists():
            problems.error(Position(str(path), 1, 1), f"there is no "
                           f"{path.name} to correct", "overlay-stale")


def read_schema(schema, overlay, compat_escapes=False):
    """The Units of a folder's services, by name; None for one with errors.

    Also returns the rows of the table of errors, or None, and the problems.
    """
    problems, units, errors = Problems(), {}, None
    compat_escapes |= keeps_escapes(schema, problems)
    for path in sorted(schema.glob("[!_]*.conf")):
        found = Problems()
        if path.stem == ERRORS:
            data = load(path, found, compat_escapes)
            errors = None if data is None else check_errors(data, found)
        elif path.stem not in (SETTINGS, WAIVERS):
            units[path.stem] = unit_of(path, overlay, found, compat_escapes)
        problems.add(found)
    check_overlays(schema, overlay, problems)
    return units, errors, problems


def lock_path(schema):
    return schema / "lock.json"


def compatibility(schema, units, problems):
    """The compatibility report of services, or None if it can't be made."""
    path, given = lock_path(schema), schema / f"{WAIVERS}.conf"
    try:
        recorded = lock.read(path)
    except SchemaError as error:
        problems.catch(error)
        return None
    data = load(given, problems, False) if given.exists() else {}
    if data is None:
        return None
    return report.make(
        recorded, path, {n: u.service for n, u in units.items() if u},
        [n for n, u in units.items() if not u],
        waivers.read(data, problems), problems)


def report_on(schema, overlay, compat_escapes=False):
    """The compatibility report of a folder, or None, and other problems."""
    units, _, problems = read_schema(schema, overlay, compat_escapes)
    return (None if problems.errors else compatibility(
        schema, units, problems)), problems


def publish(schema, overlay, compat_escapes=False):
    """The text of a lock that records a folder's schemas, and the problems.

    The text is None if there are errors, such as a broken promise without a
    waiver.
    """
    found, problems = report_on(schema, overlay, compat_escapes)
    if found:
        report.judge(found, problems)
    return (None if problems.errors else lock.text_of(
        found.contracts, found.recorded)), problems


def keep_promises(schema, units, problems):
    """The services that keep what the lock records; others are errors."""
    found = lock_path(schema).exists() and compatibility(
        schema, units, problems)
    broken = report.judge(found, problems) if found else ()
    return {name: u for name, u in units.items() if name not in broken}


def run(schema, overlay, src, keep_going=False, compat_escapes=False):
    """The outputs (name to text) and the problems of a folder of schemas.

    A name with a folder is relative to the tree's root.
    """
    units, errors, problems = read_schema(schema, overlay, compat_escapes)
    units = keep_promises(schema, units, problems)
    if problems.errors and not keep_going:
        return {}, problems

    def is_bound(service, action):
        return (src / service / f"{action}.c").exists()

    units = [unit for unit in units.values() if unit]
    services = [unit.service for unit in units]
    shown = schema.parent / EXAMPLES
    outputs = emit(units, errors, is_bound) | routes(services, is_bound) | {
        "openapi.json": openapi(services, errors or [], is_bound),
        "doc/api.md": apidoc(services, errors or [], is_bound,
                             json.loads(shown.read_bytes())
                             if shown.exists() else [])}
    for service in services:
        outputs |= proofs_of(service)
    outputs[manifest.NAME] = manifest.manifest(
        inputs_of(schema, overlay), outputs)
    return outputs, problems


def proofs_of(service):
    """The inputs of tests and fuzzers for a service, by name."""
    made = vectors.vectors_of(service)
    outputs = {
        f"tests/vectors/{service.name}.tsv": vectors.write(service, made),
        f"tests/fuzz/{service.name}.dict": fuzz.dictionary(service)}
    for seed, text in fuzz.seeds(made).items():
        outputs[f"tests/fuzz/seeds/request/{seed}"] = text
    return outputs


def inputs_of(schema, overlay):
    """The files that a run reads: path in the tree to bytes."""
    folders = {"schema": schema, "schema/overlay": overlay}
    files = {f"{name}/{path.name}": path for name, folder in folders.items()
             for path in folder.glob("*.*")}
    files[EXAMPLES] = schema.parent / EXAMPLES
    return {name: path.read_bytes() for name, path in files.items()
            if path.exists()}


def write(outputs, folder, tree, is_whole):
    """Write the outputs that changed.

    Outputs whose names have a folder go to the tree.  If is_whole, there are no
    others, so files that only an earlier run wrote are removed.
    """
    def place(name):
        return (tree if "/" in name else folder) / name

    before = place(manifest.NAME)
    if is_whole and before.exists():
        for name in manifest.written(before.read_text(encoding="utf-8")):
            if name not in outputs:
                place(name).unlink(missing_ok=True)
    for name, text in outputs.items():
        path = place(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
