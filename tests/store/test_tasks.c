#include "tests/store/contract.h"
#include "tests/store/sample_store.h"

int
main(void)
{
	return store_contract_run_tasks("store tasks", sample_store_with_tasks,
	    sample_store_put_task, sample_store_get_task);
}
