#!/bin/sh
# boot.sh FOLDER: boots systemd on a copy of this machine's files that is thrown
# away: an overlay, whose upper half is FOLDER/files.  Run it in namespaces of
# its own, of processes, mounts, names, IPC and cgroups.
set -eu

folder=$1
root=$folder/root

mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$folder/upper"
cp -a "$folder/files" "$folder/upper/files"
mkdir "$folder/upper/work"
mount -t overlay -o "lowerdir=/,upperdir=$folder/upper/files,workdir=$folder/upper/work" \
    overlay "$root"
mount -t proc proc "$root/proc"
mount --bind -o ro "$root/proc/sys" "$root/proc/sys"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup" 2>/dev/null || :
mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in full null random tty urandom zero; do
	: >"$root/dev/$device"
	mount --bind "/dev/$device" "$root/dev/$device"
done
ln -s /proc/self/fd "$root/dev/fd"
ln -s pts/ptmx "$root/dev/ptmx"
mkdir "$root/dev/pts" "$root/dev/shm" "$root/old"
mount -t devpts -o newinstance,ptmxmode=0666 devpts "$root/dev/pts"
cd "$root"
pivot_root . old
umount -l /old
mount --make-rshared /
exec env -i container=lineup-test PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    /lib/systemd/systemd --unit=lineup-test.target --show-status=no \
    --log-target=journal
