# For other scripts: prints the comment at the top of one that is called with
# --help, and ends it.
case ${1-} in
-h | --help)
	sed -n '2,/^[^#]/s/^# \{0,1\}//p' "$0"
	exit 0
	;;
esac
