def pytest_addoption(parser):
    parser.addoption("--update-golden", action="store_true",
                     help="write what the generator says as what it should")
