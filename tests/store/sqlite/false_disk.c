#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <sqlite3.h>

#include "tests/store/sqlite/disk_image.h"
#include "tests/store/sqlite/false_disk.h"

#define MAX_NAMES 8

struct file {
	sqlite3_file base;
	struct disk_image *name; /* NULL for temporary files */
	sqlite3_file *real;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs *real_vfs, false_vfs;
static struct disk_image names[MAX_NAMES];
static enum false_disk_fault planned;
static uint64_t plan, n_calls, n_syncs;
static atomic_bool struck;
static bool is_lying;

static struct file *
as_file(sqlite3_file *base)
{
	return (struct file *)base;
}

void
false_disk_plan(enum false_disk_fault fault, uint64_t n)
{
	pthread_mutex_lock(&mutex);
	planned = fault;
	plan = n;
	n_calls = 0;
	atomic_store(&struck, false);
	pthread_mutex_unlock(&mutex);
}

bool
false_disk_struck(void)
{
	return atomic_load(&struck);
}

uint64_t
false_disk_syncs(void)
{
	uint64_t n;

	pthread_mutex_lock(&mutex);
	n = n_syncs;
	pthread_mutex_unlock(&mutex);
	return n;
}

void
false_disk_lie(bool lies)
{
	is_lying = lies;
}

/* Count a call, with the mutex held; true if it has to fail. */
static bool
is_time(bool is_change)
{
	bool by_changes = planned == FALSE_DISK_LOSES_POWER ||
			  planned == FALSE_DISK_IS_READ_ONLY;

	if (plan == 0)
		return false;
	if (planned == FALSE_DISK_LOSES_POWER && atomic_load(&struck))
		return true;
	if (by_changes && !is_change)
		return false;
	n_calls++;
	if (n_calls < plan ||
	    (planned == FALSE_DISK_FAILS_ONCE && n_calls > plan))
		return false;
	atomic_store(&struck, true);
	return true;
}

static bool
fails(bool is_change)
{
	bool now;

	pthread_mutex_lock(&mutex);
	now = is_time(is_change);
	pthread_mutex_unlock(&mutex);
	return now;
}

static struct disk_image *
find_name(const char *path)
{
	struct disk_image *free_one = NULL;
	size_t i;

	for (i = 0; i < MAX_NAMES; i++) {
		if (strcmp(names[i].path, path) == 0)
			return &names[i];
		if (*names[i].path == '\0' && free_one == NULL)
			free_one = &names[i];
	}
	if (free_one == NULL || strlen(path) >= DISK_IMAGE_PATH)
		abort();
	strcpy(free_one->path, path);
	disk_image_load(free_one);
	return free_one;
}

void
false_disk_power_on(uint64_t *state)
{
	size_t i;

	false_disk_plan(FALSE_DISK_LOSES_POWER, 0);
	for (i = 0; i < MAX_NAMES; i++) {
		if (*names[i].path == '\0')
			continue;
		disk_image_restore(&names[i], state);
		disk_image_forget(&names[i]);
	}
}

static int
file_close(sqlite3_file *base)
{
	return as_file(base)->real->pMethods->xClose(as_file(base)->real);
}

static int
file_read(sqlite3_file *base, void *data, int n, sqlite3_int64 offset)
{
	sqlite3_file *real = as_file(base)->real;

	return fails(false) ? SQLITE_IOERR_READ
			    : real->pMethods->xRead(real, data, n, offset);
}

static int
write_now(struct file *file, const void *data, int n, sqlite3_int64 offset)
{
	if (file->name != NULL)
		disk_image_note(file->name, offset, data, (size_t)n);
	return file->real->pMethods->xWrite(file->real, data, n, offset);
}

/* A write that fails has written half; at a loss of power, any part. */
static int
file_write(sqlite3_file *base, const void *data, int n, sqlite3_int64 offset)
{
	struct file *file = as_file(base);
	bool was_struck, fail;
	int code = SQLITE_OK;

	pthread_mutex_lock(&mutex);
	was_struck = atomic_load(&struck);
	fail = is_time(true);
	if (!fail)
		code = write_now(file, data, n, offset);
	else if (planned == FALSE_DISK_LOSES_POWER && !was_struck)
		write_now(file, data, n, offset);
	else if (planned != FALSE_DISK_LOSES_POWER &&
		 planned != FALSE_DISK_IS_READ_ONLY)
		write_now(file, data, n / 2, offset);
	pthread_mutex_unlock(&mutex);
	return fail ? SQLITE_IOERR_WRITE : code;
}

static int
file_truncate(sqlite3_file *base, sqlite3_int64 size)
{
	struct file *file = as_file(base);
	int code = SQLITE_IOERR_TRUNCATE;

	pthread_mutex_lock(&mutex);
	if (!is_time(true)) {
		if (file->name != NULL)
			disk_image_note(file->name, size, NULL, 0);
		code = file->real->pMethods->xTruncate(file->real, size);
	}
	pthread_mutex_unlock(&mutex);
	return code;
}

/*
 * The first sync of a file syncs its folder too, with what was deleted there.
 */
static void
sync_now(struct disk_image *name)
{
	bool is_new = !name->is_durable;
	size_t i;

	disk_image_sync(name);
	for (i = 0; is_new && i < MAX_NAMES; i++) {
		if (names[i].is_deleted)
			names[i].is_durable = false;
	}
}

/* The real file need not be synced: the real power does not fail. */
static int
file_sync(sqlite3_file *base, int flags)
{
	struct disk_image *name = as_file(base)->name;
	int code = SQLITE_IOERR_FSYNC;

	(void)flags;
	pthread_mutex_lock(&mutex);
	if (!is_time(true)) {
		code = SQLITE_OK;
		n_syncs++;
		if (name != NULL && !is_lying)
			sync_now(name);
	}
	pthread_mutex_unlock(&mutex);
	return code;
}

static int
file_size(sqlite3_file *base, sqlite3_int64 *size)
{
	sqlite3_file *real = as_file(base)->real;

	return fails(false) ? SQLITE_IOERR_FSTAT
			    : real->pMethods->xFileSize(real, size);
}

static int
file_lock(sqlite3_file *base, int level)
{
	return as_file(base)->real->pMethods->xLock(as_file(base)->real, level);
}

static int
file_unlock(sqlite3_file *base, int level)
{
	return as_file(base)->real->pMethods->xUnlock(
	    as_file(base)->real, level);
}

static int
file_check_lock(sqlite3_file *base, int *is_reserved)
{
	return as_file(base)->real->pMethods->xCheckReservedLock(
	    as_file(base)->real, is_reserved);
}

static int
file_control(sqlite3_file *base, int operation, void *argument)
{
	return as_file(base)->real->pMethods->xFileControl(
	    as_file(base)->real, operation, argument);
}

static int
file_sector_size(sqlite3_file *base)
{
	return as_file(base)->real->pMethods->xSectorSize(as_file(base)->real);
}

static int
file_characteristics(sqlite3_file *base)
{
	return as_file(base)->real->pMethods->xDeviceCharacteristics(
	    as_file(base)->real);
}

static int
file_shm_map(
    sqlite3_file *base, int region, int size, int extend, void volatile **at)
{
	sqlite3_file *real = as_file(base)->real;

	return fails(false)
		   ? SQLITE_IOERR_SHMMAP
		   : real->pMethods->xShmMap(real, region, size, extend, at);
}

static int
file_shm_lock(sqlite3_file *base, int offset, int n, int flags)
{
	return as_file(base)->real->pMethods->xShmLock(
	    as_file(base)->real, offset, n, flags);
}

static void
file_shm_barrier(sqlite3_file *base)
{
	as_file(base)->real->pMethods->xShmBarrier(as_file(base)->real);
}

static int
file_shm_unmap(sqlite3_file *base, int delete)
{
	return as_file(base)->real->pMethods->xShmUnmap(
	    as_file(base)->real, delete);
}

static const sqlite3_io_methods methods = {2, file_close, file_read, file_write,
    file_truncate, file_sync, file_size, file_lock, file_unlock,
    file_check_lock, file_control, file_sector_size, file_characteristics,
    file_shm_map, file_shm_lock, file_shm_barrier, file_shm_unmap, NULL, NULL};

/* The name of a file being opened; the mutex is held. */
static struct disk_image *
begin_name(const char *path)
{
	struct disk_image *name = find_name(path);

	if (name->is_deleted) { /* the file is created anew */
		disk_image_forget(name);
		strcpy(name->path, path);
	}
	return name;
}

static int
vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *base, int flags,
    int *flags_had)
{
	struct file *file = as_file(base);
	int code = SQLITE_CANTOPEN;

	(void)vfs;
	*file = (struct file){.real = (sqlite3_file *)(file + 1)};
	pthread_mutex_lock(&mutex);
	if (!is_time(false)) {
		if (path != NULL)
			file->name = begin_name(path);
		code = real_vfs->xOpen(
		    real_vfs, path, file->real, flags, flags_had);
	}
	pthread_mutex_unlock(&mutex);
	if (code == SQLITE_OK)
		base->pMethods = &methods;
	return code;
}

static int
vfs_delete(sqlite3_vfs *vfs, const char *path, int sync_folder)
{
	struct disk_image *name;
	int code = SQLITE_IOERR_DELETE;

	(void)vfs;
	pthread_mutex_lock(&mutex);
	if (!is_time(true)) {
		name = find_name(path);
		disk_image_drop(name);
		name->is_deleted = true;
		name->is_durable = name->is_durable && !sync_folder;
		code = real_vfs->xDelete(real_vfs, path, 0);
	}
	pthread_mutex_unlock(&mutex);
	return code;
}

static int
vfs_access(sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
	(void)vfs;
	return fails(false) ? SQLITE_IOERR_ACCESS
			    : real_vfs->xAccess(real_vfs, path, flags, result);
}

/* SQLite asks for this after a failed write. */
static int
vfs_last_error(sqlite3_vfs *vfs, int n, char *text)
{
	(void)vfs;
	(void)n;
	(void)text;
	return planned == FALSE_DISK_IS_READ_ONLY ? EROFS : EIO;
}

void
false_disk_begin(void)
{
	real_vfs = sqlite3_vfs_find(NULL);
	false_vfs = *real_vfs;
	false_vfs.zName = "false disk";
	false_vfs.szOsFile += (int)sizeof(struct file);
	false_vfs.xOpen = vfs_open;
	false_vfs.xDelete = vfs_delete;
	false_vfs.xAccess = vfs_access;
	false_vfs.xGetLastError = vfs_last_error;
	sqlite3_vfs_register(&false_vfs, 1);
}
