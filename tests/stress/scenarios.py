"""All scenarios by their names."""

import attacks
import deaths
import disk
import order
import stores
import troubles

SCENARIOS = {
    "A1": attacks.one_caller,
    "F1": deaths.kills,
    "F2": deaths.kills_at_points,
    "F3": deaths.tree_is_killed,
    "F4": stores.power_is_cut,
    "F5": stores.calls_fail,
    "F6": deaths.allocations_fail,
    "F7": disk.is_full,
    "F8": disk.is_out_of_reach,
    "F9": stores.file_is_damaged,
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
    "L4": stores.as_an_array,
    "L6": stores.checkers_are_checked,
}
