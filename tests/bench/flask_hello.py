"""The cost of a web service in Python by itself: it says hello."""

from flask import Flask

application = Flask(__name__)


@application.route("/", defaults={"path": ""}, methods=["GET", "POST"])
@application.route("/<path:path>", methods=["GET", "POST"])
def hello(path):
    return "hello\n"
