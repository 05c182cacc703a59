#include "store_contract.h"
#include "store_mem.h"

int
main(void)
{
	return store_contract_run("store_mem", store_mem_new);
}
