import generator  # noqa: F401  it tells where the generator's modules are


def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true",
                     help="write what the generator says as what it should")
