"""All scenarios by their names."""

import deaths
import disk
import order
import troubles

SCENARIOS = {
    "F1": deaths.kills,
    "F2": deaths.kills_at_points,
    "F3": deaths.tree_is_killed,
    "F6": deaths.allocations_fail,
    "F7": disk.is_full,
    "F10": troubles.tools_die,
    "F11": troubles.clock_jumps,
    "F12": troubles.no_descriptors,
    "F13": deaths.ends_under_load,
    "F14": troubles.clients_go,
    "F15": troubles.reader_stays,
    "F16": troubles.soak,
    "L1": order.everything_once,
    "L2": order.first_in_first_out,
    "L3": order.one_after_the_other,
}
