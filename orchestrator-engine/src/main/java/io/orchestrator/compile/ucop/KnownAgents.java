package io.orchestrator.compile.ucop;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The agents that UCOP brings along, with their contracts. Its {@code config} input is no data and left out. */
final class KnownAgents {

    /** What an agent does, as far as a workflow must know. */
    enum Kind {
        /** Makes a text of its inputs. */
        MODEL,
        /** Reads or changes something outside: a network, a collection, files. */
        WORKER,
        /** Writes its text to a file. */
        FILE
    }

    /**
     * @param inputs names
     * @param outputs names
     */
    record Contract(Kind kind, List<String> inputs, List<String> outputs) {}

    private static final Map<String, Contract> ALL = all();

    private KnownAgents() {}

    static Optional<Contract> find(String agent) {
        return Optional.ofNullable(ALL.get(agent));
    }

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    private static Map<String, Contract> all() {
        var all = new LinkedHashMap<String, Contract>();
        for (var line : TABLE.lines().toList()) {
            var parts = line.split("\\|", -1);
            all.put(parts[0].strip(), new Contract(Kind.valueOf(parts[1].strip()), names(parts[2]), names(parts[3])));
        }
        return all;
    }

    private static List<String> names(String list) {
        return list.isBlank() ? List.of() : List.of(list.strip().split("\\s+"));
    }

    private static final String TABLE = """
            api_search_node            | WORKER | current_topic | context_api
            blog_search_node           | WORKER | current_topic | context_blog
            check_duplication_node     | WORKER | current_topic | duplication_check_passed duplication_reason duplication_similarity
            code_extraction_node       | MODEL  | final_markdown | extracted_code_blocks
            code_generation_node       | MODEL  | context_api current_topic | generated_code
            code_splitting_node        | MODEL  | validated_code | code_segments
            code_validation_node       | WORKER | context_api licensed_code | code_valid validated_code validation_issues
            conclusion_writer_node     | MODEL  | current_topic sections | conclusion
            content_assembly_node      | MODEL  | current_topic introduction sections | final_markdown
            content_reviewer_node      | MODEL  | final_markdown | review_passed review_reason
            create_outline_node        | MODEL  | current_topic db_collection | sections
            docs_search_node           | WORKER | current_topic | context_docs
            frontmatter_node           | MODEL  | final_markdown seo_metadata | final_markdown
            gist_readme_node           | MODEL  | current_topic validated_code | gist_readme
            gist_upload_node           | WORKER | current_topic gist_readme validated_code | gist_data
            identify_topics_node       | MODEL  | kb_content | topics
            ingest_api_node            | WORKER | | api_files_ingested api_ingestion_status
            ingest_blog_node           | WORKER | | blog_files_ingested blog_ingestion_status
            ingest_docs_node           | WORKER | docs_path | docs_content docs_ingestion_success docs_meta
            ingest_kb_node             | WORKER | kb_article_path | db_collection ingestion_success kb_content
            ingest_tutorial_node       | WORKER | tutorial_path | tutorial_content tutorial_ingestion_success tutorial_meta
            introduction_writer_node   | MODEL  | current_topic db_collection | introduction
            kb_search_node             | WORKER | current_topic db_collection | context_kb
            keyword_extraction_node    | MODEL  | final_markdown | extracted_keywords
            keyword_injection_node     | MODEL  | extracted_keywords final_markdown | final_markdown
            license_injection_node     | MODEL  | generated_code | licensed_code
            link_validation_node       | WORKER | gist_data | link_validation_results
            model_selection_node       | WORKER | required_capability | selected_model
            section_writer_node        | MODEL  | current_outline current_topic db_collection introduction | sections
            seo_metadata_node          | MODEL  | current_topic final_markdown | description keywords slug tags title
            supplementary_content_node | MODEL  | current_topic final_markdown | supplementary
            topic_prep_node            | MODEL  | topic_index topics | current_outline current_topic final_markdown topic_index
            tutorial_search_node       | WORKER | current_topic | context_tutorial
            write_file_node            | FILE   | current_topic final_markdown | file_path
            """;
}
