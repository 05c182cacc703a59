#include <stddef.h>

#include "tests/store/contract.h"
#include "tests/store/mem.h"

/* With a seed and a number of steps: a long comparison with an array. */
int
main(int argc, char **argv)
{
	int status;

	if (argc == 3)
		return store_contract_run_long_array(
		    "store_mem array", store_mem_new, NULL, argv + 1);
	status = store_contract_run("store_mem", store_mem_new);
	status |= store_contract_run_reads("store_mem reads", store_mem_new);
	status |=
	    store_contract_run_leaving("store_mem leaving", store_mem_new);
	status |= store_contract_run_users("store_mem users", store_mem_new);
	status |=
	    store_contract_run_samples("store_mem samples", store_mem_new);
	status |= store_contract_run_several(
	    "store_mem several", store_mem_new, NULL, 20000);
	status |= store_contract_run_tasks("store_mem tasks",
	    store_mem_new_with_tasks, store_mem_put_task, store_mem_get_task);
	status |=
	    store_contract_run_race("store_mem race", store_mem_new, 1000);
	status |= store_contract_run_array(
	    "store_mem array", store_mem_new, NULL, 100000);
	return status;
}
