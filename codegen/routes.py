"""Write web server configurations that send lineup the calls of its actions."""

from templating import environment

# Files to copy into the configuration of a web server; each has a template.
DROP_INS = ("apache.conf", "lighttpd-dropin.conf", "nginx.conf")


def route(services, is_bound):
    """A regular expression for the paths that go to lineup.

    Services that aren't routed stay with the server that lineup runs beside.
    """
    named = {service.name: [name for name in sorted(service.actions)
                            if is_bound(service.name, name)]
             for service in services if service.is_routed}
    calls = [rf"{name}\.({'|'.join(actions)})"
             for name, actions in named.items() if actions]
    names = calls[0] if len(calls) == 1 else f"({'|'.join(calls)})"
    return rf"^(/api)?/(v[0-9][0-9.]*/)?{names}/?$|" * bool(
        calls) + "^/lineup/(?!ui/)"


def routes(services, is_bound):
    """The text of each drop-in, by name."""
    made, pattern = environment(), route(services, is_bound)
    return {f"conf/{name}": made.get_template(f"{name}.j2").render(
        route=pattern) for name in DROP_INS}
