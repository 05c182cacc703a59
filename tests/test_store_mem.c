#include <stdlib.h>

#include "store_contract.h"
#include "store_mem.h"

int
main(void)
{
	int queues = store_contract_run("store_mem", store_mem_new);
	int users = store_contract_run_users("store_mem users", store_mem_new);

	return queues != EXIT_SUCCESS ? queues : users;
}
