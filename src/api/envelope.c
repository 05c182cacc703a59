#include <stdlib.h>

#include "api/envelope.h"
#include "base/api_version.h"
#include "json/jval.h"

/* Below this, versions are written as numbers. */
#define VERSION_AS_TEXT API_VERSION(2, 1)

static void
write_version(struct jval_writer *writer, const char *name, const char *version)
{
	if (version == NULL)
		jval_write_null(writer, name);
	else if (writer->version < VERSION_AS_TEXT)
		jval_write_number(writer, name, strtod(version, NULL));
	else
		jval_write_string(writer, name, version);
}

static void
write_endpoint(struct jval_writer *writer, const struct envelope *envelope)
{
	jval_begin_object(writer, "endpoint");
	jval_write_string(writer, "name", envelope->name);
	write_version(writer, "requested_version", envelope->requested_version);
	write_version(writer, "actual_version", envelope->actual_version);
	jval_end_object(writer);
}

static void
write_error_data(struct jval_writer *writer, const struct jval_refusal *refusal)
{
	jval_begin_object(writer, "error_data");
	if (refusal != NULL) {
		jval_write_string(writer, "path", refusal->path);
		jval_write_string(writer, "rule", refusal->rule);
		jval_write_string(writer, "expected", refusal->expected);
		jval_write_string(writer, "got", refusal->got);
	}
	jval_end_object(writer);
}

void
envelope_write(const struct envelope *envelope, struct buf *out)
{
	const struct err_info *info = err_info(envelope->error);
	struct jval_writer writer;

	jval_writer_init(&writer, out, envelope->version);
	jval_begin_object(&writer, NULL);
	jval_begin_object(&writer, "meta");
	jval_write_string(&writer, "id", envelope->id);
	jval_write_string(&writer, "trx", envelope->trx);
	write_endpoint(&writer, envelope);
	jval_write_integer(&writer, "result_code", info->code);
	jval_write_integer(&writer, "result_subcode", info->subcode);
	jval_write_string(&writer, "result_msg", envelope->message);
	jval_write_null(&writer, "error_stack");
	write_error_data(&writer, envelope->refusal);
	jval_end_object(&writer);
	if (envelope->write != NULL) {
		writer.chosen = envelope->chosen;
		envelope->write(&writer, "data", envelope->response);
		writer.chosen = NULL;
	} else {
		jval_begin_object(&writer, "data");
		jval_end_object(&writer);
	}
	jval_end_object(&writer);
}
