#ifndef BASE_NOTIFY_H
#define BASE_NOTIFY_H

/* Tell systemd that the service is ready (sd_notify(3)), if it started it. */
void notify_ready(void);

#endif
