EXTRA_DIST += .ci/run
EXTRA_DIST += script/bench
EXTRA_DIST += script/bootstrap
EXTRA_DIST += script/build
EXTRA_DIST += script/call
EXTRA_DIST += script/mongo-test
EXTRA_DIST += script/server
EXTRA_DIST += script/test
