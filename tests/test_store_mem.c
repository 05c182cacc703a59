#include <stddef.h>

#include "store_contract.h"
#include "store_mem.h"

int
main(void)
{
	int status = store_contract_run("store_mem", store_mem_new);

	status |= store_contract_run_users("store_mem users", store_mem_new);
	status |=
	    store_contract_run_samples("store_mem samples", store_mem_new);
	status |=
	    store_contract_run_array("store_mem array", store_mem_new, NULL);
	return status;
}
