"""Plots of how cost grows, as SVG."""

import re

STYLE = {"background": "white", "plot_background": "white",
         "font_family": "sans-serif", "label_font_size": 12,
         "major_label_font_size": 12, "legend_font_size": 12,
         "title_font_size": 14, "opacity": "1",
         "colors": ("#1f5fa8", "#c2571a", "#2e7d4f", "#7b4fa3", "#8a6d1d")}


def draw(curve, series):
    """A curve's plot: SVG text that is the same for the same values."""
    # script/bench installs it after it has read this
    from pygal import Line
    from pygal.style import Style

    chart = Line(
        width=640, height=360, style=Style(**STYLE), js=[], title=curve.title,
        x_title=curve.what, y_title=curve.unit, logarithmic=curve.is_log,
        legend_at_bottom=True, dots_size=3, include_x_axis=not curve.is_log,
        disable_xml_declaration=True, value_formatter="{:,g}".format)
    chart.uuid = curve.name
    chart.x_labels = [f"{size:,}" for size in curve.sizes]
    for name, values in series.items():
        chart.add(name, [float(f"{value:.4g}") for value in values])
    return re.sub(r"<!--.*?-->", "", chart.render()) + "\n"
