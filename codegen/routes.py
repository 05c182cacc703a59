"""Write what web servers take to send lineup its calls, and others their own."""

from templating import environment

# What is copied into the configuration of a web server: a template each.
DROP_INS = ("apache.conf", "lighttpd-dropin.conf", "nginx.conf")


def route(services, is_bound):
    """The pattern of the paths of all actions that are served.

    Those of services that every server has are left to the one beside it.
    """
    named = {service.name: [name for name in sorted(service.actions)
                            if is_bound(service.name, name)]
             for service in services if service.is_routed}
    calls = [rf"{name}\.({'|'.join(actions)})"
             for name, actions in named.items() if actions]
    names = calls[0] if len(calls) == 1 else f"({'|'.join(calls)})"
    return rf"^(/api)?/(v[0-9][0-9.]*/)?{names}/?$|" * bool(
        calls) + "^/lineup/"


def routes(services, is_bound):
    """The drop-ins, by name."""
    made, pattern = environment(), route(services, is_bound)
    return {f"conf/{name}": made.get_template(f"{name}.j2").render(
        route=pattern) for name in DROP_INS}
