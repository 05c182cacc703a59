/*
 * H, the cost of FastCGI by itself: as many threads as lineupd, each of which
 * says hello.
 */

#include <pthread.h>
#include <stddef.h>

#include <fcgiapp.h>

#define N_THREADS 64

static void *
work(void *argument)
{
	FCGX_Request request;

	FCGX_InitRequest(&request, 0, 0);
	while (FCGX_Accept_r(&request) == 0) {
		FCGX_PutS("Content-Type: text/plain\r\n"
			  "Content-Length: 6\r\n\r\nhello\n",
		    request.out);
		FCGX_Finish_r(&request);
	}
	return argument;
}

int
main(void)
{
	pthread_t threads[N_THREADS];
	size_t i;

	FCGX_Init();
	for (i = 1; i < N_THREADS; i++)
		pthread_create(&threads[i], NULL, work, NULL);
	work(NULL);
	return 0;
}
